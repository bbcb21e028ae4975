"""A wire between a client and a Neo4j that breaks when a commit has been sent, before its answer comes back."""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

COMMIT = bytes.fromhex("0002b0120000")
"""The message in Bolt: a chunk of two bytes, a structure without fields with the signature 0x12, the end."""


BEGIN, READING = bytes.fromhex("b111"), b"\x84mode\x81r"
"""The beginning of a transaction, and what stands in it where the transaction only reads."""


class CuttingProxy:
    """Passes connections on to a Neo4j, and cuts the first one on which a write is committed while it is armed."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 7687)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        self.is_armed = False
        self.cuts = 0
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Cut everything."""
        self._listener.close()
        for pair in self._pairs:
            _end(*pair)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                self._pairs.append((client, server))
                committed = threading.Event()
                for work in (self._send, self._answer):
                    threading.Thread(target=work, args=(client, server, committed), daemon=True).start()

    def _send(self, client: socket.socket, server: socket.socket, committed: threading.Event) -> None:
        writes = False
        with suppress(OSError):
            while sent := client.recv(2**16):
                if BEGIN in sent:
                    writes = READING not in sent
                if self.is_armed and writes and COMMIT in sent:
                    committed.set()
                server.sendall(sent)
        _end(client, server)

    def _answer(self, client: socket.socket, server: socket.socket, committed: threading.Event) -> None:
        with suppress(OSError):
            while answer := server.recv(2**16):
                if committed.is_set():
                    # The server has answered, so it has committed; nobody hears of it.
                    self.is_armed = False
                    self.cuts += 1
                    break
                client.sendall(answer)
        _end(client, server)


def _end(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
