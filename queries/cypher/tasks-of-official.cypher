// title: 某领导分管的任务 / Tasks of an official
// description:
//   某领导分管的任务，附次序、共有几位领导、原文和位置。 /
//   The tasks that an official leads, with the place in the list, the number of leaders, the words and where they
//   stand.
// parameters:
//   official: string | 领导姓名或编号 / name or id of the official
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {official: 汪香元}
// returns: [official, official_name, task, task_name, rank, leaders, inherited, quote, locator, document, annex, row]
MATCH (o:Official)
WHERE o.name = $official OR o.id = $official
MATCH (o)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (o)-[duty:LEADS]->(t:Task)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document                // if document
MATCH (leader:Official)-[:LEADS]->(t)
WITH o, duty, t, d, count(leader) AS leaders
RETURN o.id AS official, o.name AS official_name, t.id AS task, t.name AS task_name,
  duty.rank AS rank, leaders, duty.inherited AS inherited, duty.quote AS quote, duty.locator AS locator,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY official, document, annex, row, task
