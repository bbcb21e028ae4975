// title: 两个单位怎样通过任务相连 / How two units are linked through tasks
// description:
//   两个单位之间经由共同任务的最短路径，每步一行；同样短的取编号最前的。“任务数”是该步两单位的共同任务数，“任务”是其中编号最前的一项。 /
//   The shortest path between two units through common tasks, a row a step; of equally short ones the first by ids.
//   tasks is the number of tasks that the two units of a step have in common, task the first of them by id.
// parameters:
//   unit: string | 单位的名称、别名或编号 / name, alias or id of the unit
//   other: string | 另一单位的名称、别名或编号 / name, alias or id of the other unit
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
// example: {unit: 审计局, other: 海事局}
// analysis: path_between_units
// feed: [jurisdiction, start, finish, unit, unit_name, other, other_name, tasks, task, task_name]
// returns: [jurisdiction, step, unit, unit_name, task, task_name, tasks, other, other_name]
MATCH (s:Unit)-[:WITHIN]->(place:Jurisdiction)
WHERE s.name = $unit OR s.id = $unit OR $unit IN s.aliases
MATCH (f:Unit)-[:WITHIN]->(place)
WHERE f.name = $other OR f.id = $other OR $other IN f.aliases
MATCH (u:Unit)-[:WITHIN]->(place)
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (u)-[:OWNS|SUPPORTS]->(t:Task)
MATCH (v:Unit)-[:OWNS|SUPPORTS]->(t)
WHERE u.id < v.id
WITH place, s, f, u, v, count(DISTINCT t) AS tasks, min(t.id) AS first_task
MATCH (example:Task)
WHERE example.id = first_task
RETURN place.id AS jurisdiction, s.id AS start, f.id AS finish, u.id AS unit, u.name AS unit_name,
  v.id AS other, v.name AS other_name, tasks, first_task AS task, example.name AS task_name
ORDER BY jurisdiction, start, finish, unit, other
