// ladybug has label(r) for type(r). It reads all duties where a path of one or two steps leads to them, and only
MATCH (u:Unit)
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (u)-[duty:OWNS|SUPPORTS]->(t:Task)-[:HAS_TARGET]->(x:Target)
WHERE true
  AND lower(label(duty)) = $role                              // if role
  AND x.year = $year                                          // if year
MATCH (t)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document                // if document
RETURN u.id AS unit, u.name AS unit_name, t.id AS task, t.name AS task_name, lower(label(duty)) AS role,
  x.id AS target, coalesce(x.subject, '') AS subject, x.comparator AS comparator, x.value AS value,
  x.value_to AS value_to, coalesce(x.unit, '') AS measured_in, x.measure AS measure, x.year AS year,
  x.phrase AS phrase, x.field AS field, x.position AS position, x.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY unit, document, annex, row, field, position, target, role
