// ladybug has label(r) for type(r).
MATCH (t:Task)-[:STATED_IN]->(d:Document)
WHERE t.id = $task
MATCH (p:Official|Unit|UnitGroup)-[duty:LEADS|OWNS|SUPPORTS]->(t)
WHERE p.name = $name OR p.id = $name OR $name IN p.aliases  // if name
RETURN lower(label(duty)) AS role, duty.rank AS rank, p.id AS party, p.name AS party_name,
  duty.inherited AS inherited, duty.quote AS quote, duty.locator AS locator,
  d.id AS document, d.title AS title, d.number AS number
ORDER BY role, rank, party
