// title: 哪些领导共同分管 / Officials that lead together
// description:
//   共同分管同一任务的领导，两两计共同任务数，并举一例。给出领导则只看与其有关的。 /
//   Pairs of officials that lead the same task, with the number of common tasks and one of them. With an official
//   given, only those that lead with them.
// parameters:
//   official: string = '' | 领导姓名或编号；空为全部 / name or id of the official; empty for all
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {limit: 5}
// returns: [official, official_name, other, other_name, tasks, example_task]
MATCH (o:Official)                                            // if official
WHERE o.name = $official OR o.id = $official                  // if official
MATCH (o)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (t:Task)-[:STATED_IN]->(d:Document)                     // if document
WHERE d.id = $document OR d.number = $document                // if document
MATCH (o:Official)-[:LEADS]->(t:Task)
MATCH (v:Official)-[:LEADS]->(t)
WHERE o.id <> v.id                                            // if official
WHERE o.id < v.id                                             // unless official
WITH o, v, count(*) AS tasks, min(t.id) AS example_task
RETURN o.id AS official, o.name AS official_name, v.id AS other, v.name AS other_name,
  tasks, example_task
ORDER BY tasks DESC, official, other LIMIT $limit
