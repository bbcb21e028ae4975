// title: 没有分管领导的任务 / Tasks without a leader
// description:
//   没有领导分管的任务，附负责单位和配合方。 /
//   The tasks that no official leads, with their owners and supporters.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
// example: {}
// returns: [task, task_name, owner_names, supporter_names, locator, document, annex, row]
MATCH (c:Category)                                               // if category
WHERE c.id = $category OR c.name = $category                     // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)  // if category
WITH DISTINCT t                                                  // if category
MATCH (t:Task)-[:STATED_IN]->(d:Document)
WHERE NOT EXISTS { MATCH (:Official)-[:LEADS]->(t) }
  AND t.year = $year                                             // if year
  AND (d.id = $document OR d.number = $document)                 // if document
OPTIONAL MATCH (owner:Unit|UnitGroup)-[:OWNS]->(t)
OPTIONAL MATCH (supporter:Unit|UnitGroup)-[:SUPPORTS]->(t)
RETURN t.id AS task, t.name AS task_name, collect(DISTINCT owner.name) AS owner_names,
  collect(DISTINCT supporter.name) AS supporter_names, t.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY document, annex, row, task
