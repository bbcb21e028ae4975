// title: 各时限的任务 / Tasks by deadline
// description:
//   各完成时限（照原文）的任务数、负责单位数和分管领导数；空为文件没有写时限。 /
//   How many tasks are due at each deadline, as printed, and how many units own and officials lead them; empty where
//   the document states none.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
// example: {}
// returns: [deadline, tasks, units, officials, example_task]
MATCH (t:Task)-[:STATED_IN]->(d:Document)       // if document
WHERE d.id = $document OR d.number = $document  // if document
MATCH (t:Task)
WHERE t.year = $year                            // if year
OPTIONAL MATCH (u:Unit)-[:OWNS]->(t)
OPTIONAL MATCH (o:Official)-[:LEADS]->(t)
RETURN coalesce(t.deadline, '') AS deadline, count(DISTINCT t) AS tasks, count(DISTINCT u) AS units,
  count(DISTINCT o) AS officials, min(t.id) AS example_task
ORDER BY tasks DESC, deadline
