// title: 全文查找任务 / Find tasks by their words
// description:
//   名称、内容或年度要求中包含每个词的任务；字母不分大小写。“位置”为1表示全部在名称中，2表示还要看内容，3表示还要看要求。 /
//   The tasks whose name, content or requirement contains every word, whatever the case of its letters. place is 1
//   where the name has them all, 2 where the content is needed, 3 where the requirement is.
// parameters:
//   text: words | 以空格分开的词，须全部出现 / words parted by spaces, all of which must occur
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   limit: integer = 20 | 最多行数 / at most this many rows
// example: {text: 生物医药, limit: 5}
// returns: [task, task_name, content, requirement, place, document, annex, row]
MATCH (t:Task)
WITH t, lower(t.name) AS name, lower(coalesce(t.content, '')) AS content,
  lower(coalesce(t.requirement, '')) AS requirement
WITH t, name, name + ' ' + content AS name_and_content,
  name + ' ' + content + ' ' + requirement AS everything
WHERE all(word IN $text WHERE everything CONTAINS word)
MATCH (t)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document  // if document
RETURN t.id AS task, t.name AS task_name, t.content AS content, t.requirement AS requirement,
  CASE
    WHEN all(word IN $text WHERE name CONTAINS word) THEN 1
    WHEN all(word IN $text WHERE name_and_content CONTAINS word) THEN 2
    ELSE 3
  END AS place,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY place, document, annex, row, task LIMIT $limit
