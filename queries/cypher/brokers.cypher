// title: 居中牵线的单位 / Units that stand between others
// description:
//   单位协作网中的介数中心性：其他单位之间的最短路径有多大比例经过它。单位之间共同负责或配合任务即相连；各行政区自成一网，单位群不计。 /
//   Betweenness in the network of units that work together, which is the share of the shortest paths between others
//   that lead through the unit. Units are linked where a task names both as owner or supporter; each place is a
//   network of its own, groups are left out.
// parameters:
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {limit: 5}
// analysis: brokers
// feed: [jurisdiction, unit, unit_name, other, tasks]
// returns: [jurisdiction, unit, unit_name, betweenness, partners, tasks]
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
