"""The tools: what an agent may ask. Each asks the REST API, so limits, guard and words are the same everywhere."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from api.agents.service import Service, in_path

Tool = Callable[..., Awaitable[dict[str, Any]]]

Unit = Annotated[str, Field(description="单位的编号、名称或别名 / id, name or alias of a unit", examples=["水务局"])]
Limit = Annotated[int, Field(ge=1, le=50, description="至多几条 / at most this many")]
NodeId = Annotated[str, Field(description="节点编号 / id of a node", examples=["320585:财政局"])]
Document = Annotated[str, Field(description="文件编号或发文字号；空为全部 / id or number of a document; empty for all")]
Role = Annotated[Literal["", "owns", "supports", "mentions"], Field(description="角色；空为全部 / role; empty for all")]


class Tools:
    """The tools over a service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def all(self) -> tuple[Tool, ...]:
        """Return each tool; its name, description and parameters are those of the method."""
        return (
            self.search,
            self.list_questions,
            self.ask,
            self.unit_load,
            self.tasks_of_unit,
            self.task,
            self.receipt,
            self.neighbours,
            self.path,
            self.cypher,
        )

    async def search(
        self,
        text: Annotated[str, Field(description="要找的词，以空格分开 / words parted by spaces", examples=["生物医药"])],
        document: Document = "",
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """查找任务、单位、领导等 / Find tasks, units, officials and more by words, names or pinyin initials."""
        return await self._service.get("/search", q=text, document=document, limit=limit)

    async def list_questions(self) -> dict[str, Any]:
        """问题目录 / List the catalogue of questions that `ask` answers, with their parameters and examples."""
        found = await self._service.get("/questions")
        kept = ("name", "title", "parameters", "example", "columns")
        return {"total": found["total"], "items": [{name: each[name] for name in kept} for each in found["items"]]}

    async def ask(
        self,
        question: Annotated[str, Field(description="问题名 / name of a question", examples=["busiest-units"])],
        parameters: Annotated[
            dict[str, str | int | bool], Field(description="该问题的参数 / its parameters", examples=[{"limit": 5}])
        ] = {},  # noqa: B006 - never changed
    ) -> dict[str, Any]:
        """回答目录中的问题 / Answer a question of the catalogue, as which units carry the most tasks."""
        return await self._service.get(f"/questions/{in_path(question)}", **parameters)

    async def unit_load(self, unit: Unit) -> dict[str, Any]:
        """单位的任务量 / What a unit carries: by role, named itself and through groups apart, and with whom."""
        return await self._service.get(f"/units/{in_path(await self._id_of(unit))}", limit=5)

    async def tasks_of_unit(
        self,
        unit: Unit,
        role: Role = "",
        direct: Annotated[bool, Field(description="只看点名的 / only where the unit itself is named")] = False,
        document: Document = "",
    ) -> dict[str, Any]:
        """依赖某单位的任务 / The tasks that depend on a unit, with role, words and place. `via` is a group."""
        found = await self._service.get(
            "/questions/tasks-of-unit", unit=unit, role=role, direct=direct, document=document
        )
        if not found["rows"]:
            # No tasks is an answer, no such unit is none.
            await self._ids_of(unit)
        return found

    async def task(
        self,
        task: Annotated[str, Field(description="任务编号 / id of a task", examples=["320585:太政发〔2021〕9号:1.2"])],
    ) -> dict[str, Any]:
        """一项任务的全部 / All about one task: words, who answers, and the row of the document that says so."""
        return await self._service.get(f"/tasks/{in_path(task)}")

    async def receipt(
        self,
        task: Annotated[str, Field(description="任务编号 / id of a task", examples=["320585:太政发〔2021〕9号:1.2"])],
    ) -> dict[str, Any]:
        """凭据 / The receipts of a task: who has which role by which words at which place."""
        return await self._service.get("/questions/receipt", task=task)

    async def neighbours(
        self,
        id: NodeId,  # noqa: A002 - its public name
        relationship: Annotated[
            str, Field(description="只看一种关系 / only this relationship", examples=["OWNS"])
        ] = "",
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """相邻节点 / The neighbours of any node, by relationship, each edge with its receipt."""
        return await self._service.get(f"/neighbours/{in_path(id)}", relationship=relationship, limit=limit)

    async def path(self, start: NodeId, end: NodeId) -> dict[str, Any]:
        """两者之间的路径 / The shortest paths between two nodes, each edge with its receipt."""
        return await self._service.get("/paths", **{"from": start, "to": end})

    async def cypher(
        self,
        statement: Annotated[str, Field(description="只读的Cypher语句 / Cypher that only reads", max_length=20_000)],
        parameters: Annotated[dict[str, Any], Field(description="语句中 $名称 的值 / values of its parameters")] = {},  # noqa: B006 - never changed
    ) -> dict[str, Any]:
        """运行只读Cypher / Run guarded, read-only Cypher over Document, Task, Unit, UnitGroup, Official, Category.

        LEADS, OWNS and SUPPORTS carry rank, inherited, locator and quote. What may count through groups is
        `(Unit)-[:MEMBER_OF]->(UnitGroup)-[:OWNS|SUPPORTS]->(Task)`: say it apart from what names the unit itself.
        """
        return await self._service.post("/cypher", {"statement": statement, "parameters": parameters})

    async def _id_of(self, unit: str) -> str:
        """Return the id of the unit of this id, name or alias; never of one that is only alike."""
        first, *others = await self._ids_of(unit)
        if others:
            raise ToolError(f"{unit} is the name of several units: give an id, one of {', '.join((first, *others))}")
        return first

    async def _ids_of(self, unit: str) -> list[str]:
        """Return the ids of the units of this id, name or alias, at least one; an id may be one that was joined."""
        if ":" in unit:
            return [str((await self._service.get(f"/units/{in_path(unit)}", limit=1))["id"])]
        found = (await self._service.get("/units", name=unit, limit=200))["items"]
        named = [str(each["id"]) for each in found if unit == each["name"] or unit in (each["aliases"] or ())]
        if named:
            return named
        near = "、".join(each["name"] for each in found[:10])
        raise ToolError(f"the graph holds no unit {unit!r}" + (f"; it holds {near}" if near else "; try search"))
