// title: 某单位要完成的指标 / Targets that a unit answers for
// description:
//   某单位点名负责或配合的任务所承诺的数字，附原文和位置；数值和计量单位照原文。 /
//   The numbers promised by the tasks that a unit itself owns or supports, with the words and their place; value and
//   unit of measure are as printed.
// parameters:
//   unit: string | 单位的名称、别名或编号 / name, alias or id of the unit
//   role: string(owns, supports) = '' | 角色；空为全部 / role; empty for all
//   year: integer = 0 | 指标年度；0为全部 / year of the targets; 0 for all
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {unit: 工信局}
// returns: [unit, unit_name, task, task_name, role, target, subject, comparator, value, value_to, measured_in, measure, year, phrase, field, position, locator, document, annex, row]
MATCH (u:Unit)
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (u)-[duty:OWNS|SUPPORTS]->(t:Task)-[:HAS_TARGET]->(x:Target)
WHERE true
  AND lower(type(duty)) = $role                               // if role
  AND x.year = $year                                          // if year
MATCH (t)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document                // if document
RETURN u.id AS unit, u.name AS unit_name, t.id AS task, t.name AS task_name, lower(type(duty)) AS role,
  x.id AS target, coalesce(x.subject, '') AS subject, x.comparator AS comparator, x.value AS value,
  x.value_to AS value_to, coalesce(x.unit, '') AS measured_in, x.measure AS measure, x.year AS year,
  x.phrase AS phrase, x.field AS field, x.position AS position, x.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY unit, document, annex, row, field, position, target, role
