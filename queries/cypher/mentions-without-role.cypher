// title: 文中提到却没有分工的单位 / Units that a task mentions without giving them a role
// description:
//   任务文字提到、但既不负责也不配合该任务的单位；“单位群”一栏列出可能把它包括在内的群。 /
//   Units that the text of a task names and that neither own nor support it; groups lists the groups of the task
//   that may include the unit.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   unit: string = '' | 单位的名称、别名或编号；空为全部 / name, alias or id of the unit; empty for all
// example: {}
// returns: [task, task_name, unit, unit_name, quote, groups, locator, document, annex, row]
MATCH (u:Unit)                                              // if unit
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases  // if unit
MATCH (t:Task)-[mention:MENTIONS]->(u:Unit)
WHERE NOT EXISTS { MATCH (u)-[:OWNS|SUPPORTS]->(t) }
MATCH (t)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document              // if document
OPTIONAL MATCH (u)-[:MEMBER_OF]->(p:UnitGroup)-[:OWNS|SUPPORTS]->(t)
RETURN t.id AS task, t.name AS task_name, u.id AS unit, u.name AS unit_name, mention.quote AS quote,
  collect(DISTINCT p.name) AS groups, t.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY document, annex, row, task, unit
