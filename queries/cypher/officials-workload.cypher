// title: 各领导分管多少 / How much each official leads
// description:
//   各领导分管的任务数，其中列首位的、独自分管的、由合并单元格继承的各多少。 /
//   How many tasks each official leads, and of these how many as the first listed, as the only one, and by a merged
//   cell filled from above.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   category: string = '' | 类别名称或编号，含下级；空为全部 / name or id of a category, with what is below it; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {limit: 9}
// returns: [official, official_name, led, first_listed, sole, inherited]
MATCH (c:Category)                                                                    // if category
WHERE c.id = $category OR c.name = $category                                          // if category
MATCH (t:Task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(c)                       // if category
WITH DISTINCT t                                                                       // if category
MATCH (t:Task)-[:STATED_IN]->(d:Document)                                             // if document
WHERE d.id = $document OR d.number = $document                                        // if document
MATCH (o:Official)-[duty:LEADS]->(t:Task)
WHERE t.year = $year                                                                  // if year
MATCH (o)-[:WITHIN]->(place:Jurisdiction)                                             // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction                          // if jurisdiction
WITH o, count(*) AS led, count(CASE WHEN duty.rank = 1 THEN 1 END) AS first_listed,
  count(CASE WHEN duty.inherited THEN 1 END) AS inherited
ORDER BY led DESC, o.id LIMIT $limit
MATCH (o)-[:LEADS]->(led_task:Task)
WHERE true
  AND led_task.year = $year                                                           // if year
  AND EXISTS {                                                                        // if document
    MATCH (led_task)-[:STATED_IN]->(source:Document)                                  // if document
    WHERE source.id = $document OR source.number = $document                          // if document
  }                                                                                   // if document
  AND EXISTS {                                                                        // if category
    MATCH (led_task)-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(heading:Category)  // if category
    WHERE heading.id = $category OR heading.name = $category                          // if category
  }                                                                                   // if category
WITH o, led, first_listed, inherited, led_task, COUNT { MATCH ()-[:LEADS]->(led_task) } AS leaders
RETURN o.id AS official, o.name AS official_name, led, first_listed,
  count(CASE WHEN leaders = 1 THEN 1 END) AS sole, inherited
ORDER BY led DESC, official
