// title: 某单位在哪些领导分管下工作 / Officials that a unit works under
// description:
//   某单位负责的任务由哪些领导分管，各多少项，其中领导列首位的多少，并举一例。 /
//   Which officials lead the tasks that a unit owns, how many, in how many the official is listed first, and one of
//   the tasks.
// parameters:
//   unit: string | 单位的名称、别名或编号 / name, alias or id of the unit
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {unit: 发改委}
// returns: [unit, unit_name, official, official_name, tasks, first_listed, example_task]
MATCH (u:Unit)
WHERE u.name = $unit OR u.id = $unit OR $unit IN u.aliases
MATCH (u)-[:WITHIN]->(place:Jurisdiction)                     // if jurisdiction
WHERE place.id = $jurisdiction OR place.name = $jurisdiction  // if jurisdiction
MATCH (u)-[:OWNS]->(t:Task)
MATCH (t:Task)-[:STATED_IN]->(d:Document)                     // if document
WHERE d.id = $document OR d.number = $document                // if document
MATCH (o:Official)-[duty:LEADS]->(t)
RETURN u.id AS unit, u.name AS unit_name, o.id AS official, o.name AS official_name,
  count(*) AS tasks, count(CASE WHEN duty.rank = 1 THEN 1 END) AS first_listed, min(t.id) AS example_task
ORDER BY unit, tasks DESC, official
