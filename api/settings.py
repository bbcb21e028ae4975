"""Settings, read from the environment (``ZERENTU_…``) and from a secrets folder; nothing else reads them."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.store import StoreOptions
from loaders.confined import Limits

if TYPE_CHECKING:
    from graph.guard import Limits as CypherLimits

LogFormat = Literal["json", "text"]
LogLevel = Literal["debug", "info", "warning", "error"]

_SECRETS = Path("/run/secrets")
_GRAPH = ".zerentu/graph.lbug"


class ReadSettings(BaseModel):
    """What reading a file may take, and how many are read at a time; ``ZERENTU_READ__CPU_SECONDS=20`` and so on."""

    model_config = ConfigDict(extra="forbid")

    memory_mb: int = Field(default=1024, ge=256)
    cpu_seconds: int = Field(default=10, ge=1)
    output_mb: int = Field(default=64, ge=1)
    workers: int | None = Field(default=None, ge=1, le=1000)
    scheduler: str | None = None

    def limits(self) -> Limits:
        """Return the limits of a file."""
        return Limits(self.memory_mb * 2**20, self.cpu_seconds, self.output_mb * 2**20)


class CypherSettings(BaseModel):
    """What a guarded statement may take and answer; ``ZERENTU_CYPHER__TIMEOUT_SECONDS=10`` and so on."""

    model_config = ConfigDict(extra="forbid")

    timeout_seconds: float = Field(default=5.0, gt=0, le=3600)
    rows: int = Field(default=1000, ge=1)
    answer_mb: int = Field(default=5, ge=1, le=1000)
    at_once: int = Field(default=4, ge=1, le=100)
    memory_mb: int = Field(default=512, ge=64)
    hops: int = Field(default=8, ge=1, le=30)

    def limits(self, rows: int | None = None) -> "CypherLimits":
        """Return the limits of a statement; ``rows`` that a caller asks for win."""
        from graph.guard import Limits as CypherLimits  # noqa: PLC0415 - most commands do without the guard

        return CypherLimits(
            timeout_seconds=self.timeout_seconds,
            rows=rows or self.rows,
            answer_bytes=self.answer_mb * 1_000_000,
            at_once=self.at_once,
            memory_bytes=self.memory_mb * 2**20,
            hops=self.hops,
        )


class UploadSettings(BaseModel):
    """How uploaded documents are loaded; ``ZERENTU_UPLOADS__AT_ONCE=4`` and so on."""

    model_config = ConfigDict(extra="forbid")

    at_once: int = Field(default=2, ge=1, le=100)
    waiting: int = Field(default=16, ge=0, le=10_000)
    wait_seconds: float = Field(default=10.0, ge=0, le=300)
    keep_days: int = Field(default=30, ge=1)


class Settings(BaseSettings):
    """Every setting with its default; ``ZERENTU_STORE=neo4j://host`` sets ``store``, and so on."""

    model_config = SettingsConfigDict(
        env_prefix="ZERENTU_",
        env_nested_delimiter="__",
        extra="forbid",
        secrets_dir=_SECRETS if _SECRETS.is_dir() else None,
    )

    store: str = Field(default=f"ladybug:{_GRAPH}", description="where the graph is: ladybug:PATH, bolt://…, neo4j://…")
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr = SecretStr("")
    neo4j_database: str = "neo4j"
    connect_timeout_seconds: float = Field(default=5.0, gt=0)
    transaction_timeout_seconds: float = Field(default=30.0, gt=0)
    buffer_mb: int = Field(
        default=1024, ge=64, description="memory that an embedded graph may take; it takes what it needs"
    )
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    version_check: int = Field(
        default=500, ge=0, description="milliseconds after which the version of the graph is read again"
    )
    answer_cache_mb: int = Field(default=64, ge=0, description="finished answers that are kept; 0 keeps none")
    mcp: bool = Field(default=False, description="whether zerentu serve answers agents at /mcp as well")
    key: SecretStr = Field(default=SecretStr(""), description="what zerentu mcp shows a service that it asks")
    log_format: LogFormat = "json"
    log_level: LogLevel = "info"
    stop_seconds: float = Field(
        default=8.0, ge=0, le=3600, description="how long requests that run may take to end when the service stops"
    )
    service_file: Path | None = Field(
        default=None, description="where keys, jobs and the audit log are; without it beside the embedded graph"
    )
    public_read: bool | None = Field(
        default=None, description="reading without a key: true everywhere, false nowhere; unset on this machine only"
    )
    allowed_hosts: str = Field(
        default="", description="further names that the service is asked for by, parted by commas"
    )
    rate_limit: str | None = Field(
        default=None,
        description="how often one key or address may ask; unset 12000/minute, this machine without a key any",
    )
    refusal_limit: str = Field(default="60/minute", description="how often one address may be refused for its key")
    body_mb: int = Field(default=20, ge=1, le=20, description="how large an uploaded file may be")
    body_seconds: float = Field(default=30.0, gt=0, description="how long a body may take, but for its size")
    read: ReadSettings = ReadSettings()
    cypher: CypherSettings = CypherSettings()
    uploads: UploadSettings = UploadSettings()

    @field_validator("rate_limit", "refusal_limit")
    @classmethod
    def _check_rate(cls, rule: str | None) -> str | None:
        from api.access.rates import check_rate  # noqa: PLC0415 - hardly anybody sets it

        return rule if rule is None else check_rate(rule)

    def service_path(self) -> Path:
        """Return where the service file is: the path that is set, else beside the embedded graph."""
        if self.service_file:
            return self.service_file.expanduser()
        scheme, _, path = self.store.partition(":")
        return Path(path if scheme == "ladybug" else _GRAPH).expanduser().with_suffix(".service.db")

    def store_options(self) -> StoreOptions:
        """Return how to open the store that the settings name."""
        return StoreOptions(
            user=self.neo4j_user,
            password=self.neo4j_password.get_secret_value(),
            database=self.neo4j_database,
            connect_timeout_seconds=self.connect_timeout_seconds,
            transaction_timeout_seconds=self.transaction_timeout_seconds,
            buffer_megabytes=self.buffer_mb,
        )
