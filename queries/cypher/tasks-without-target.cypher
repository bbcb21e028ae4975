// title: 没有量化指标的任务 / Tasks that promise no number
// description:
//   没有任何量化指标的任务，附类别和负责单位。名单按字符排序。 /
//   The tasks without any target, with their category and who owns them. The names are sorted.
// parameters:
//   unit: string = '' | 负责单位的名称、别名或编号；空为全部 / name, alias or id of an owning unit; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
// example: {category: 综合指标}
// returns: [task, task_name, category, owner_names, locator, document, annex, row]
MATCH (c:Category)                                               // if category
WHERE c.id = $category OR c.name = $category                     // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)  // if category
WITH DISTINCT t                                                  // if category
MATCH (u:Unit)-[:OWNS]->(t:Task)                                 // if unit
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases       // if unit
WITH DISTINCT t                                                  // if unit
MATCH (t:Task)-[:STATED_IN]->(d:Document)
WHERE NOT EXISTS { MATCH (t)-[:HAS_TARGET]->(:Target) }
  AND t.year = $year                                             // if year
  AND (d.id = $document OR d.number = $document)                 // if document
OPTIONAL MATCH (t)-[:IN_CATEGORY]->(heading:Category)
OPTIONAL MATCH (owner:Unit|UnitGroup)-[:OWNS]->(t)
RETURN t.id AS task, t.name AS task_name, coalesce(heading.id, '') AS category,
  collect(DISTINCT owner.name) AS owner_names, t.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY document, annex, row, task
