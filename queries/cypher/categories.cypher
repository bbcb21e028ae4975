// title: 类别树 / The tree of categories
// description:
//   各文件的类别，按文件中的次序；“任务数”只计直接所属的，“含下级”连同下级一起计。 /
//   The categories of each document in its own order; tasks counts those directly under the heading, tasks_below
//   also those under the headings below it.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {}
// returns: [category, category_name, level, parent, tasks, tasks_below, document, annex, first_row]
MATCH (c:Category)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document  // if document
OPTIONAL MATCH (c)-[:PART_OF]->(up:Category)
OPTIONAL MATCH (t:Task)-[:IN_CATEGORY]->(inner:Category)-[:PART_OF*0..8]->(c)
RETURN c.id AS category, c.name AS category_name, coalesce(c.level, 1) AS level,
  coalesce(up.id, '') AS parent, count(CASE WHEN inner.id = c.id THEN 1 END) AS tasks,
  count(t) AS tasks_below, d.id AS document, coalesce(c.annex, 0) AS annex,
  coalesce(min(t.row), 0) AS first_row
ORDER BY document, annex, first_row, level, category
