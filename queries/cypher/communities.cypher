// title: 常在一起办事的单位圈 / Circles of units that work together
// description:
//   单位协作网按共同任务数分成的圈（Louvain 法，固定种子），大圈在前。单位之间共同负责或配合任务即相连；各行政区自成一网，单位群不计。 /
//   The circles into which the network of units falls by the number of common tasks (Louvain method, fixed seed),
//   the largest first. Units are linked where a task names both as owner or supporter; each place is a network of
//   its own, groups are left out.
// parameters:
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {jurisdiction: 太仓市}
// analysis: communities
// feed: [jurisdiction, unit, unit_name, other, tasks]
// returns: [jurisdiction, community, size, unit, unit_name, partners_inside, partners]
MATCH (u:Unit)-[:WITHIN]->(place:Jurisdiction)
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (t:Task)-[:STATED_IN]->(d:Document)                     // if document
WHERE d.id = $document OR d.number = $document                // if document
MATCH (u)-[:OWNS|SUPPORTS]->(t:Task)
MATCH (v:Unit)-[:OWNS|SUPPORTS]->(t)
WHERE u.id <= v.id
RETURN place.id AS jurisdiction, u.id AS unit, u.name AS unit_name, v.id AS other,
  count(DISTINCT t) AS tasks
ORDER BY jurisdiction, unit, other
