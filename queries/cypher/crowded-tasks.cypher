// title: 责任主体最多的任务 / Tasks with the most owners and leaders
// description:
//   负责单位最多、其次分管领导最多的任务；单位群另计。名单按字符排序。 /
//   The tasks that the most units own, then that the most officials lead; groups are counted apart. The names are
//   sorted.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {limit: 3}
// returns: [task, task_name, owners, leaders, owner_groups, owner_names, leader_names]
MATCH (c:Category)                                               // if category
WHERE c.id = $category OR c.name = $category                     // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)  // if category
WITH DISTINCT t                                                  // if category
MATCH (t:Task)-[:STATED_IN]->(d:Document)                        // if document
WHERE d.id = $document OR d.number = $document                   // if document
MATCH (t:Task)
WHERE t.year = $year                                             // if year
WITH t, COUNT { MATCH (:Unit)-[:OWNS]->(t) } AS owners, COUNT { MATCH (:Official)-[:LEADS]->(t) } AS leaders
ORDER BY owners DESC, leaders DESC, t.id LIMIT $limit
OPTIONAL MATCH (u:Unit)-[:OWNS]->(t)
OPTIONAL MATCH (p:UnitGroup)-[:OWNS]->(t)
OPTIONAL MATCH (o:Official)-[:LEADS]->(t)
RETURN t.id AS task, t.name AS task_name, owners, leaders, count(DISTINCT p) AS owner_groups,
  collect(DISTINCT u.name) AS owner_names, collect(DISTINCT o.name) AS leader_names
ORDER BY owners DESC, leaders DESC, task
