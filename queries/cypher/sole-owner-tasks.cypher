// title: 只有一个负责单位的任务 / Tasks with a single owner
// description:
//   只由一个点名单位负责、也没有单位群负责的任务。 /
//   The tasks that exactly one named unit owns, and no group.
// parameters:
//   unit: string = '' | 单位的名称、别名或编号；空为全部 / name, alias or id of the unit; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
// example: {unit: 发改委}
// returns: [unit, unit_name, task, task_name, inherited, quote, locator, document, annex, row]
MATCH (c:Category)                                               // if category
WHERE c.id = $category OR c.name = $category                     // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)  // if category
WITH DISTINCT t                                                  // if category
MATCH (u:Unit)                                                   // if unit
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases       // if unit
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                        // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction     // if jurisdiction
MATCH (u:Unit)-[duty:OWNS]->(t:Task)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document                   // if document
WITH u, duty, t, d, COUNT { MATCH (:Unit|UnitGroup)-[:OWNS]->(t) } AS owners
WHERE owners = 1
RETURN u.id AS unit, u.name AS unit_name, t.id AS task, t.name AS task_name,
  duty.inherited AS inherited, duty.quote AS quote, duty.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY document, annex, row, task
