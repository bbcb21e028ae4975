// title: 某领导分管哪些单位的任务 / Units whose tasks an official leads
// description:
//   某领导分管的任务由哪些单位负责，各多少项，其中单位列首位的多少，并举一例；单位群不计。 /
//   Which units own the tasks that an official leads, how many, in how many the unit is listed first, and one of the
//   tasks. Groups are left out.
// parameters:
//   official: string | 领导姓名或编号 / name or id of the official
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {official: 吴敬宇}
// returns: [official, official_name, unit, unit_name, tasks, first_listed, example_task]
MATCH (o:Official)
WHERE o.name = $official OR o.id = $official
MATCH (o)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (o)-[:LEADS]->(t:Task)
MATCH (t:Task)-[:STATED_IN]->(d:Document)                     // if document
WHERE d.id = $document OR d.number = $document                // if document
MATCH (u:Unit)-[duty:OWNS]->(t)
RETURN o.id AS official, o.name AS official_name, u.id AS unit, u.name AS unit_name,
  count(*) AS tasks, count(CASE WHEN duty.rank = 1 THEN 1 END) AS first_listed, min(t.id) AS example_task
ORDER BY official, tasks DESC, unit
