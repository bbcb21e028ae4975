// title: 政府工作报告的章节 / The sections of a work report
// description:
//   没有责任分工的工作报告按章节入库：部分、标题、段落，各有所讲的时期（文中没有说的为空），按文件中的次序；“上级”是其上的章节。 /
//   A work report that names nobody who answers is held as its sections, which are parts, headings and paragraphs, in
//   the order of the document, each with the years that it speaks of (null where it does not say); parent is the
//   section that it stands under.
// parameters:
//   document: string = '' | 文件编号或发文字号；空为全部 / id or number of the document; empty for all
//   period: string = '' | 时期，如 2022、2017-2021；空为全部 / the years, as 2022 or 2017-2021; empty for all
//   kind: string(part, heading, paragraph) = '' | 类型；空为全部 / what kind of section; empty for all
// example: {kind: heading}
// returns: [section, section_name, kind, level, parent, period, text, locator, document, position]
MATCH (s:Section)-[:STATED_IN]->(d:Document)
WHERE true
  AND (d.id = $document OR d.number = $document)  // if document
  AND s.period = $period                          // if period
  AND s.kind = $kind                              // if kind
OPTIONAL MATCH (s)-[:PART_OF]->(up:Section)
RETURN s.id AS section, s.name AS section_name, s.kind AS kind, s.level AS level, coalesce(up.id, '') AS parent,
  s.period AS period, s.text AS text, s.locator AS locator, d.id AS document, coalesce(s.position, 0) AS position
ORDER BY document, position, section
