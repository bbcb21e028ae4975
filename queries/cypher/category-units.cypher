// title: 各类别由谁负责 / Who owns tasks in which category
// description:
//   各类别（含下级）中各单位负责的任务数，其中列首位的多少。 /
//   How many tasks of each category and below it each unit owns, and in how many as the first listed.
// parameters:
//   category: string = '' | 类别名称或编号；空为全部 / name or id of the category; empty for all
//   level: integer = 1 | 类别层次，1为最外层 / level of the categories, 1 is the outermost
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {category: 综合指标}
// returns: [category, category_name, unit, unit_name, owned, first_listed]
MATCH (c:Category)
WHERE c.level = $level
  AND (c.id = $category OR c.name = $category)  // if category
MATCH (c)-[:STATED_IN]->(d:Document)            // if document
WHERE d.id = $document OR d.number = $document  // if document
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)
MATCH (u:Unit)-[duty:OWNS]->(t)
RETURN c.id AS category, c.name AS category_name, u.id AS unit, u.name AS unit_name,
  count(*) AS owned, count(CASE WHEN duty.rank = 1 THEN 1 END) AS first_listed
ORDER BY category, owned DESC, unit
