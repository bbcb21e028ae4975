// title: 核心与外围单位 / Core and periphery
// description:
//   各单位的核数：它能留在“彼此都至少有这么多伙伴”的子网中的最大数目；“属核心”标出最内层。单位之间共同负责或配合任务即相连；各行政区自成一网，单位群不计。 /
//   The core number of each unit, which is the largest k such that it belongs to a part of the network where
//   everyone has k partners; is_core marks the innermost part. Units are linked where a task names both as owner or
//   supporter; each place is a network of its own, groups are left out.
// parameters:
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {jurisdiction: 太仓市}
// analysis: core_and_periphery
// feed: [jurisdiction, unit, unit_name, other, tasks]
// returns: [jurisdiction, unit, unit_name, core, is_core, partners, tasks]
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
