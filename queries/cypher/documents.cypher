// title: 有哪些文件 / The documents and what each states
// description:
//   已入库的文件，各有多少任务、负责单位和分管领导。 /
//   The documents that are loaded, each with the number of its tasks, owning units and leading officials.
// parameters:
//   jurisdiction: string = '' | 行政区代码或名称；空为全部 / code or name of the place; empty for all
//   year: integer = 0 | 任务年度；0为全部 / year of the tasks; 0 for all
// example: {}
// returns: [document, title, number, kind, year, issued_on, jurisdiction, jurisdiction_name, tasks, units, officials]
MATCH (d:Document)-[:ISSUED_FOR]->(place:Jurisdiction)
WHERE true
  AND d.year = $year                                            // if year
  AND (place.id = $jurisdiction OR place.name = $jurisdiction)  // if jurisdiction
OPTIONAL MATCH (t:Task)-[:STATED_IN]->(d)
OPTIONAL MATCH (u:Unit)-[:OWNS]->(t)
OPTIONAL MATCH (o:Official)-[:LEADS]->(t)
RETURN d.id AS document, d.title AS title, d.number AS number, d.kind AS kind,
  d.year AS year, d.issued_on AS issued_on, place.id AS jurisdiction, place.name AS jurisdiction_name,
  count(DISTINCT t) AS tasks, count(DISTINCT u) AS units, count(DISTINCT o) AS officials
ORDER BY document
