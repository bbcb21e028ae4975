// title: 最忙的单位 / Busiest units
// description:
//   各单位主要负责的任务数，其中列在首位的任务数，以及配合的任务数；只计文件点名的，没有负责任务的单位不列。单位群（如各镇（区））可能带来的任务数另列，不相加。 /
//   How many tasks each unit owns, in how many of them it is listed first, and how many it supports, as the document
//   names it; a unit that owns none is left out. What could come to it through groups (各镇（区）) is counted apart and
//   never added.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {limit: 5}
// returns: [unit, unit_name, owned, first_listed, supported, owned_through_groups, supported_through_groups]
MATCH (c:Category)                                                                  // if category
WHERE c.id = $category OR c.name = $category                                        // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)                     // if category
WITH DISTINCT t                                                                     // if category
MATCH (t:Task)-[:STATED_IN]->(d:Document)                                           // if document
WHERE d.id = $document OR d.number = $document                                      // if document
MATCH (u:Unit)-[duty:OWNS]->(t:Task)
WHERE t.year = $year                                                                // if year
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                                           // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction                        // if jurisdiction
WITH u, count(*) AS owned, count(CASE WHEN duty.rank = 1 THEN 1 END) AS first_listed
ORDER BY owned DESC, u.id LIMIT $limit
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
