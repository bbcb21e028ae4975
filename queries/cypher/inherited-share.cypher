// title: 有多少责任由合并单元格继承 / How much is inherited from merged cells
// description:
//   各文件各类关系的条数，其中由合并单元格向下填充的条数和百分比（四舍五入）。 /
//   How many relationships of each kind a document states, how many of them by a merged cell filled from above, and
//   the percentage, rounded.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {}
// returns: [document, relationship, edges, inherited, percent]
MATCH (d:Document)
WHERE d.id = $document OR d.number = $document  // if document
MATCH (:Official|Unit|UnitGroup)-[duty:LEADS|OWNS|SUPPORTS]->(:Task)-[:STATED_IN]->(d)
WITH d, type(duty) AS relationship, count(*) AS edges, count(CASE WHEN duty.inherited THEN 1 END) AS inherited
RETURN d.id AS document, relationship, edges, inherited, (200 * inherited + edges) / (2 * edges) AS percent
ORDER BY document, relationship
