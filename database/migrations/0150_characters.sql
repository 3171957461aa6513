-- One name however its dots, blanks and widths are typed: the same as `foldName` in kernel/characters.ts.
create function name_fold(name text) returns text language sql immutable strict parallel safe as $$
  select lower(translate(regexp_replace(normalize(name, NFKC),
    '[\s\u00a0\u0387\u00ad\u05bc\u061c\u1427\u16eb\u1680\u180e\u00b7\u2000-\u200f\u2022\u2024\u2027\u202a-\u202f\u205f-\u206f\u2218\u2219\u22c5\u25cf\u25e6\u26ac\u2981\u2a2f\u2e31\u2e33\u3000\u30fb\ufe00-\ufe0f\ufeff\uff0e\uff65.\U000e0100-\U000e01ef]', '', 'g'),
    '○◯零', '〇〇〇'))
$$;
alter table person add column name_key text not null generated always as (name_fold(name)) stored;
create index person_name_key on person (name_key);

-- Words of texts with a dotted name or a circle for 〇 were cut at it: their rows are made anew when the server starts.
delete from text_index i using matter m where m.id = i.matter and (m.title || m.data::text) ~ '[·•・．‧･∙⋅○◯]|[一-龥]\.[一-龥]';

-- For words looked for in a text row by row: the same as `foldText` in kernel/characters.ts.
create function text_fold(words text) returns text language sql immutable strict parallel safe as $$
  select lower(translate(normalize(words, NFKC), '○◯·•‧∙⋅・.' || chr(65024) || chr(65039), '〇〇'))
$$;
