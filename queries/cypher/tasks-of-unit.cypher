// title: 哪些任务依赖某单位 / Tasks that depend on a unit, and in what role
// description:
//   某单位负责、配合或在文中被提及的任务，附原文和位置。“经由”为空是点名；否则经由该单位群，“依据”说明为何算其成员。 /
//   The tasks that a unit owns or supports or whose text mentions it, with the words and their place. An empty via
//   means that it is named itself; else the task reaches it through that group, and basis says why it counts as a
//   member.
// parameters:
//   unit: string | 单位的名称、别名或编号 / name, alias or id of the unit
//   role: string(owns, supports, mentions) = '' | 角色；空为全部 / role; empty for all
//   direct: boolean = false | 只看点名的 / only where the unit itself is named
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {unit: 市发改委, direct: true}
// returns: [unit, unit_name, task, task_name, role, via, basis, rank, inherited, quote, locator, document, annex, row]
MATCH (u:Unit)
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (u)-[:MEMBER_OF*0..1]->(p:Unit|UnitGroup)-[duty:OWNS|SUPPORTS|MENTIONS]-(t:Task)
WHERE true
  AND p.id = u.id                                             // if direct
  AND lower(type(duty)) = $role                               // if role
MATCH (t)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document                // if document
OPTIONAL MATCH (u)-[member:MEMBER_OF]->(p)
RETURN u.id AS unit, u.name AS unit_name, t.id AS task, t.name AS task_name, lower(type(duty)) AS role,
  CASE WHEN p.id = u.id THEN '' ELSE p.name END AS via, coalesce(member.basis, '') AS basis,
  duty.rank AS rank, duty.inherited AS inherited, duty.quote AS quote,
  coalesce(duty.locator, t.locator) AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY unit, document, annex, row, task, role, via
