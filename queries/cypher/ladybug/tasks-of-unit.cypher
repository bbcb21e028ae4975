// ladybug has label(r) for type(r). It reads all duties where a path of one or two steps leads to them, and only
// those of the unit and of its groups where each is asked by itself.
MATCH (u:Unit)
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                                                                         // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction                                                      // if jurisdiction
OPTIONAL MATCH (u)-[duty:OWNS|SUPPORTS|MENTIONS]-(t:Task)-[:STATED_IN]->(d:Document)
WITH u, collect({
  task_id: t.id, task_name: t.name, role: lower(label(duty)), via: '', basis: '', rank: duty.rank,
  inherited: duty.inherited, quote: duty.quote, locator: coalesce(duty.locator, t.locator),
  document_id: d.id, number: d.number, annex: coalesce(t.annex, 0), row: coalesce(t.row, 0)
}) AS direct
WITH u, direct AS rows                                                                                            // if direct
OPTIONAL MATCH (u)-[member:MEMBER_OF]->(p:UnitGroup)                                                              // unless direct
OPTIONAL MATCH (p)-[duty:OWNS|SUPPORTS]->(t:Task)-[:STATED_IN]->(d:Document)                                      // unless direct
WITH u, direct, collect({                                                                                         // unless direct
  task_id: t.id, task_name: t.name, role: lower(label(duty)), via: p.name, basis: member.basis, rank: duty.rank,  // unless direct
  inherited: duty.inherited, quote: duty.quote, locator: coalesce(duty.locator, t.locator),                       // unless direct
  document_id: d.id, number: d.number, annex: coalesce(t.annex, 0), row: coalesce(t.row, 0)                       // unless direct
}) AS through                                                                                                     // unless direct
WITH u, direct + through AS rows                                                                                  // unless direct
UNWIND rows AS found
WITH u, found
WHERE found.task_id IS NOT NULL
  AND (found.document_id = $document OR found.number = $document)                                                 // if document
  AND found.role = $role                                                                                          // if role
RETURN u.id AS unit, u.name AS unit_name, found.task_id AS task, found.task_name AS task_name, found.role AS role,
  found.via AS via, found.basis AS basis, found.rank AS rank, found.inherited AS inherited, found.quote AS quote,
  found.locator AS locator, found.document_id AS document, found.annex AS annex, found.row AS row
ORDER BY unit, document, annex, row, task, role, via
