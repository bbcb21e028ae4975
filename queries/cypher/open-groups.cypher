// title: 哪些任务落在未列全的单位群上 / What rests on open groups
// description:
//   成员未列全的单位群负责和配合的任务数，其中没有任何点名单位与之同列的有多少；“成员”是已知的可能成员数。 /
//   How many tasks the groups whose members are not all listed own and support, and in how many of these no unit is
//   named beside them; members is the number of units that may be meant.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {}
// returns: [unit_group, group_name, members, owned, only_owner, supported, only_supporter, document]
MATCH (p:UnitGroup)-[:OWNS|SUPPORTS]->(:Task)-[:STATED_IN]->(d:Document)
WHERE p.open
  AND (d.id = $document OR d.number = $document)  // if document
WITH DISTINCT p, d
RETURN p.id AS unit_group, p.name AS group_name,
  COUNT { MATCH (:Unit)-[:MEMBER_OF]->(p) } AS members,
  COUNT { MATCH (p)-[:OWNS]->(:Task) } AS owned,
  COUNT { MATCH (p)-[:OWNS]->(t:Task) WHERE NOT EXISTS { MATCH (:Unit)-[:OWNS]->(t) } } AS only_owner,
  COUNT { MATCH (p)-[:SUPPORTS]->(:Task) } AS supported,
  COUNT { MATCH (p)-[:SUPPORTS]->(t:Task) WHERE NOT EXISTS { MATCH (:Unit)-[:SUPPORTS]->(t) } }
    AS only_supporter,
  d.id AS document
ORDER BY only_owner DESC, only_supporter DESC, unit_group
