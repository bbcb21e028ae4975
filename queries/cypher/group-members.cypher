// title: 单位群可能包括谁 / Who may be meant by a group
// description:
//   各单位群的可能成员和依据：文件列明的与群同列，主送机关是通知发往的单位，单位类别是类型相符。 /
//   The units that a group's words may cover, and on what basis (named beside it, addressee of the notice, or of the
//   kind that the words cover).
// parameters:
//   unit_group: string = '' | 单位群的名称或编号；空为全部 / name or id of the group; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {unit_group: 各镇（区）}
// returns: [unit_group, group_name, is_open, unit, unit_name, basis]
MATCH (u:Unit)-[member:MEMBER_OF]->(p:UnitGroup)
WHERE true
  AND (p.name = $unit_group OR p.id = $unit_group)              // if unit_group
MATCH (p)-[:OWNS|SUPPORTS]->(:Task)-[:STATED_IN]->(d:Document)  // if document
WHERE d.id = $document OR d.number = $document                  // if document
RETURN DISTINCT p.id AS unit_group, p.name AS group_name, p.open AS is_open,
  u.id AS unit, u.name AS unit_name, member.basis AS basis
ORDER BY unit_group, unit
