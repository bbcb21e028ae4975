// title: 没有负责单位的任务 / Tasks without an owner
// description:
//   既没有点名单位也没有单位群负责的任务，附分管领导和配合方。 /
//   The tasks that no unit and no group owns, with their leaders and supporters.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
// example: {}
// returns: [task, task_name, leader_names, supporter_names, locator, document, annex, row]
MATCH (c:Category)                                               // if category
WHERE c.id = $category OR c.name = $category                     // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)  // if category
WITH DISTINCT t                                                  // if category
MATCH (t:Task)-[:STATED_IN]->(d:Document)
WHERE NOT EXISTS { MATCH (:Unit|UnitGroup)-[:OWNS]->(t) }
  AND t.year = $year                                             // if year
  AND (d.id = $document OR d.number = $document)                 // if document
OPTIONAL MATCH (leader:Official)-[:LEADS]->(t)
OPTIONAL MATCH (supporter:Unit|UnitGroup)-[:SUPPORTS]->(t)
RETURN t.id AS task, t.name AS task_name, collect(DISTINCT leader.name) AS leader_names,
  collect(DISTINCT supporter.name) AS supporter_names, t.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY document, annex, row, task
