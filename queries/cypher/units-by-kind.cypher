// title: 各类单位 / Units by kind
// description:
//   各类单位的数量，其中有负责任务的多少，以及它们一共负责多少项任务。 /
//   How many units there are of each kind, how many of them own a task, and how many tasks they own together.
// parameters:
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
// example: {jurisdiction: 太仓市}
// returns: [kind, units, owning_units, tasks]
MATCH (u:Unit)
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
OPTIONAL MATCH (u)-[:OWNS]->(t:Task)
RETURN coalesce(u.kind, 'other') AS kind, count(DISTINCT u) AS units,
  count(DISTINCT CASE WHEN t.id <> '' THEN u.id END) AS owning_units, count(DISTINCT t) AS tasks
ORDER BY units DESC, kind
