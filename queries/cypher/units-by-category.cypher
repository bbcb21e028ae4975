// title: 单位与类别的矩阵 / Matrix of units and categories
// description:
//   任务最多的单位在各类别（含下级）中负责的任务数，也可改看配合的任务数；“全部”是该单位的全部任务。只计文件点名的，单位群不计。 /
//   How many tasks of each category and below it the units with most tasks own, or support where supports is true;
//   total is all that the unit has. Only units that are named count, groups do not.
// parameters:
//   supports: boolean = false | 看配合的任务，不看负责的 / tasks that they support instead of own
//   level: integer = 1 | 类别层次，1为最外层 / level of the categories, 1 is the outermost
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   limit: integer = 25 | 最多几个单位 / at most this many units
// example: {limit: 3}
// returns: [unit, unit_name, total, category, category_name, tasks]
MATCH (t:Task)-[:STATED_IN]->(d:Document)                     // if document
WHERE d.id = $document OR d.number = $document                // if document
MATCH (t:Task)
WHERE t.year = $year                                          // if year
MATCH (u:Unit)-[:OWNS]->(t)                                   // unless supports
MATCH (u:Unit)-[:SUPPORTS]->(t)                               // if supports
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
WITH u, count(DISTINCT t) AS total
ORDER BY total DESC, u.id LIMIT $limit
MATCH (u)-[:OWNS]->(held:Task)                                // unless supports
MATCH (u)-[:SUPPORTS]->(held:Task)                            // if supports
MATCH (held)-[:STATED_IN]->(source:Document)
WHERE true
  AND held.year = $year                                       // if year
  AND (source.id = $document OR source.number = $document)    // if document
MATCH (held)-[:IN_CATEGORY]->(inner:Category)
WITH u, total, inner.id AS heading, collect(DISTINCT held.id) AS held_there
MATCH (:Category {id: heading})-[:PART_OF*0..8]->(c:Category)
WHERE c.level = $level
UNWIND held_there AS task
RETURN u.id AS unit, u.name AS unit_name, total, c.id AS category, c.name AS category_name, count(DISTINCT task) AS tasks
ORDER BY total DESC, unit, category
