// title: 各类别的任务量 / Load by category
// description:
//   各类别（含下级）的任务数、负责单位数和分管领导数，按文件中的次序。 /
//   How many tasks stand under each category and below it, and how many units own and officials lead them, in the
//   order of the document.
// parameters:
//   level: integer = 1 | 类别层次，1为最外层 / level of the categories, 1 is the outermost
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {}
// returns: [category, category_name, tasks, units, officials, document, annex, first_row]
MATCH (c:Category)-[:STATED_IN]->(d:Document)
WHERE c.level = $level
  AND (d.id = $document OR d.number = $document)  // if document
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)
OPTIONAL MATCH (u:Unit)-[:OWNS]->(t)
OPTIONAL MATCH (o:Official)-[:LEADS]->(t)
RETURN c.id AS category, c.name AS category_name, count(DISTINCT t) AS tasks,
  count(DISTINCT u) AS units, count(DISTINCT o) AS officials,
  d.id AS document, coalesce(c.annex, 0) AS annex, coalesce(min(t.row), 0) AS first_row
ORDER BY document, annex, first_row, category
