// title: 某类别下的任务 / Tasks of a category
// description:
//   某类别（含下级）的任务，附分管领导、负责单位和配合单位。名单按字符排序，次序见“凭据”一问。 /
//   The tasks under a category and what is below it, with leaders, owners and supporters. The names are sorted;
//   their order in the document is in the question receipt.
// parameters:
//   category: string | 类别名称或编号 / name or id of the category
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
// example: {category: 综合指标}
// returns: [task, task_name, category, leader_names, owner_names, supporter_names, document, annex, row]
MATCH (heading:Category)
WHERE heading.id = $category OR heading.name = $category
MATCH (t:Task)-[:IN_CATEGORY]->(c:Category)-[:PART_OF*0..8]->(heading)
WITH DISTINCT t, c
MATCH (t)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document  // if document
OPTIONAL MATCH (leader:Official)-[:LEADS]->(t)
OPTIONAL MATCH (owner:Unit|UnitGroup)-[:OWNS]->(t)
OPTIONAL MATCH (supporter:Unit|UnitGroup)-[:SUPPORTS]->(t)
RETURN t.id AS task, t.name AS task_name, c.id AS category,
  collect(DISTINCT leader.name) AS leader_names, collect(DISTINCT owner.name) AS owner_names,
  collect(DISTINCT supporter.name) AS supporter_names,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY document, annex, row, task
