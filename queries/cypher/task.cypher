// title: 一项任务的全部 / Everything about one task
// description:
//   任务的内容、要求、时限、类别、出处，以及有关领导、单位和文中提及的单位。名单按字符排序，次序和原文见“凭据”一问。 /
//   Content, requirement, deadline, category and source of a task, with its officials and units and those that its
//   text mentions. The names are sorted; their order and words are in the question receipt.
// parameters:
//   task: string | 任务编号 / id of the task
// example: {task: "320585:太政发〔2021〕9号:1.2"}
// returns: [task, task_name, content, requirement, deadline, year, category, leader_names, owner_names, supporter_names, mentioned_names, document, title, number, annex, row, locator]
MATCH (t:Task)-[:STATED_IN]->(d:Document)
WHERE t.id = $task
OPTIONAL MATCH (t)-[:IN_CATEGORY]->(c:Category)
OPTIONAL MATCH (leader:Official)-[:LEADS]->(t)
OPTIONAL MATCH (owner:Unit|UnitGroup)-[:OWNS]->(t)
OPTIONAL MATCH (supporter:Unit|UnitGroup)-[:SUPPORTS]->(t)
OPTIONAL MATCH (t)-[:MENTIONS]->(mentioned:Unit)
RETURN t.id AS task, t.name AS task_name, t.content AS content, t.requirement AS requirement,
  t.deadline AS deadline, t.year AS year, c.id AS category,
  collect(DISTINCT leader.name) AS leader_names, collect(DISTINCT owner.name) AS owner_names,
  collect(DISTINCT supporter.name) AS supporter_names, collect(DISTINCT mentioned.name) AS mentioned_names,
  d.id AS document, d.title AS title, d.number AS number,
  t.annex AS annex, t.row AS row, t.locator AS locator
ORDER BY task
