// title: 增幅最大的指标 / Largest growth targets
// description:
//   以百分比承诺增长的指标，从大到小，附负责单位。名单按字符排序。 /
//   The targets that promise growth in percent, the largest first, with who owns the task. The names are sorted.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   year: integer = 0 | 指标年度；0为全部 / year of the targets; 0 for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {limit: 5}
// returns: [target, task, subject, comparator, value, year, phrase, owner_names, locator]
MATCH (c:Category)                                               // if category
WHERE c.id = $category OR c.name = $category                     // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)  // if category
WITH DISTINCT t                                                  // if category
MATCH (t:Task)-[:STATED_IN]->(d:Document)                        // if document
WHERE d.id = $document OR d.number = $document                   // if document
MATCH (t:Task)-[:HAS_TARGET]->(x:Target)
WHERE x.measure = 'growth' AND x.unit = '%'
  AND x.year = $year                                             // if year
WITH t, x
ORDER BY x.value DESC, x.id LIMIT $limit
OPTIONAL MATCH (owner:Unit|UnitGroup)-[:OWNS]->(t)
RETURN x.id AS target, t.id AS task, coalesce(x.subject, '') AS subject, x.comparator AS comparator, x.value AS value,
  x.year AS year, x.phrase AS phrase, collect(DISTINCT owner.name) AS owner_names, x.locator AS locator
ORDER BY value DESC, target
