// Neo4j counts the relationships of a unit without reading them, where nothing filters them.
MATCH (c:Category)                                                                  // if category
WHERE c.id = $category OR c.name = $category                                        // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)                     // if category
WITH DISTINCT t                                                                     // if category
MATCH (t:Task)-[:STATED_IN]->(d:Document)                                           // if document
WHERE d.id = $document OR d.number = $document                                      // if document
MATCH (u:Unit)-[:OWNS]->(t:Task)                                                    // if document, category, year
WHERE t.year = $year                                                                // if year
MATCH (u:Unit)                                                                      // unless document, category, year
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                                           // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction                        // if jurisdiction
WITH u, count(*) AS owned                                                           // if document, category, year
WITH u, COUNT { (u)-[:OWNS]->() } AS owned                                          // unless document, category, year
ORDER BY owned DESC, u.id LIMIT $limit
WHERE owned > 0
OPTIONAL MATCH (u)-[:OWNS {rank: 1}]->(first:Task)
WHERE true
  AND first.year = $year                                                            // if year
  AND EXISTS {                                                                      // if document
    MATCH (first)-[:STATED_IN]->(source:Document)                                   // if document
    WHERE source.id = $document OR source.number = $document                        // if document
  }                                                                                 // if document
  AND EXISTS {                                                                      // if category
    MATCH (first)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(heading:Category)   // if category
    WHERE heading.id = $category OR heading.name = $category                        // if category
  }                                                                                 // if category
WITH u, owned, count(first) AS first_listed
OPTIONAL MATCH (u)-[:SUPPORTS]->(named:Task)
WHERE true
  AND named.year = $year                                                            // if year
  AND EXISTS {                                                                      // if document
    MATCH (named)-[:STATED_IN]->(source:Document)                                   // if document
    WHERE source.id = $document OR source.number = $document                        // if document
  }                                                                                 // if document
  AND EXISTS {                                                                      // if category
    MATCH (named)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(heading:Category)   // if category
    WHERE heading.id = $category OR heading.name = $category                        // if category
  }                                                                                 // if category
WITH u, owned, first_listed, count(named) AS supported
OPTIONAL MATCH (u)-[:MEMBER_OF]->(:UnitGroup)-[:OWNS]->(shared:Task)
WHERE true
  AND shared.year = $year                                                           // if year
  AND EXISTS {                                                                      // if document
    MATCH (shared)-[:STATED_IN]->(source:Document)                                  // if document
    WHERE source.id = $document OR source.number = $document                        // if document
  }                                                                                 // if document
  AND EXISTS {                                                                      // if category
    MATCH (shared)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(heading:Category)  // if category
    WHERE heading.id = $category OR heading.name = $category                        // if category
  }                                                                                 // if category
WITH u, owned, first_listed, supported, count(DISTINCT shared.id) AS owned_through_groups
OPTIONAL MATCH (u)-[:MEMBER_OF]->(:UnitGroup)-[:SUPPORTS]->(shared:Task)
WHERE true
  AND shared.year = $year                                                           // if year
  AND EXISTS {                                                                      // if document
    MATCH (shared)-[:STATED_IN]->(source:Document)                                  // if document
    WHERE source.id = $document OR source.number = $document                        // if document
  }                                                                                 // if document
  AND EXISTS {                                                                      // if category
    MATCH (shared)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(heading:Category)  // if category
    WHERE heading.id = $category OR heading.name = $category                        // if category
  }                                                                                 // if category
RETURN u.id AS unit, u.name AS unit_name, owned, first_listed, supported, owned_through_groups,
  count(DISTINCT shared.id) AS supported_through_groups
ORDER BY owned DESC, unit
