// title: 凭据：谁、什么角色、原文在哪里 / The receipt of a responsibility (who, in what role, where it is written)
// description:
//   某任务的每条责任关系的原文、位置、是否继承和出处；给出名称则只看该领导、单位或单位群。 /
//   The words, their place, whether inherited, and the document, for each responsibility in a task; with a name
//   given, only for that official, unit or group.
// parameters:
//   task: string | 任务编号 / id of the task
//   name: string = '' | 领导、单位或单位群的名称、别名或编号；空为全部 / name, alias or id of an official, unit or group; empty for all
// example: {task: "320585:太政发〔2021〕9号:1.2", name: 财政局}
// returns: [role, rank, party, party_name, inherited, quote, locator, document, title, number]
MATCH (t:Task)-[:STATED_IN]->(d:Document)
WHERE t.id = $task
MATCH (p:Official|Unit|UnitGroup)-[duty:LEADS|OWNS|SUPPORTS]->(t)
WHERE p.name = $name OR p.id = $name OR $name IN p.aliases  // if name
RETURN lower(type(duty)) AS role, duty.rank AS rank, p.id AS party, p.name AS party_name,
  duty.inherited AS inherited, duty.quote AS quote, duty.locator AS locator,
  d.id AS document, d.title AS title, d.number AS number
ORDER BY role, rank, party
