// ladybug has label(r) for type(r).
MATCH (d:Document)
WHERE d.id = $document OR d.number = $document  // if document
MATCH (:Official|Unit|UnitGroup)-[duty:LEADS|OWNS|SUPPORTS]->(:Task)-[:STATED_IN]->(d)
WITH d, label(duty) AS relationship, count(*) AS edges, count(CASE WHEN duty.inherited THEN 1 END) AS inherited
RETURN d.id AS document, relationship, edges, inherited, (200 * inherited + edges) / (2 * edges) AS percent
ORDER BY document, relationship
