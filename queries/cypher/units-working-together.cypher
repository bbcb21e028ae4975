// title: 哪些单位一起办事 / Units that work together
// description:
//   一起负责或配合同一任务的单位，两两计共同任务数，并举一例；只计点名。给出单位则只看与它有关的。 /
//   Pairs of units that are named in the same task as owner or supporter, with the number of common tasks and one of
//   them. With a unit given, only its own partners.
// parameters:
//   unit: string = '' | 单位的名称、别名或编号；空为全部 / name, alias or id of the unit; empty for all
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {unit: 水务局, limit: 5}
// returns: [unit, unit_name, other, other_name, tasks, example_task]
MATCH (u:Unit)                                                // if unit
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases    // if unit
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (t:Task)-[:STATED_IN]->(d:Document)                     // if document
WHERE d.id = $document OR d.number = $document                // if document
MATCH (u:Unit)-[:OWNS|SUPPORTS]->(t:Task)
MATCH (v:Unit)-[:OWNS|SUPPORTS]->(t)
WHERE u.id <> v.id                                            // if unit
WHERE u.id < v.id                                             // unless unit
WITH u, v, count(DISTINCT t) AS tasks, min(t.id) AS example_task
RETURN u.id AS unit, u.name AS unit_name, v.id AS other, v.name AS other_name, tasks, example_task
ORDER BY tasks DESC, unit, other LIMIT $limit
