-- 代表小组 and 村（社区） are units of a register that the office keeps, and so are the entrances on the net: chosen, never typed twice.
alter table unit drop constraint unit_kind_check;
alter table unit add constraint unit_kind_check check (kind in ('office', 'delegation', 'handling', 'committee', 'station', 'group', 'village', 'entrance'));

-- What was typed so far becomes rows of the register.
insert into unit (place, kind, name, short, system)
  select distinct place, 'group', caller_text, left(caller_text, 12), 'congress' from contact_link where kind in ('groupOrgan', 'groupVillage') and caller_text is not null
  on conflict (place, kind, name) do nothing;
insert into unit (place, kind, name, short)
  select distinct place, 'village', called_text, left(called_text, 12) from contact_link where kind = 'groupVillage' and called_text is not null
  on conflict (place, kind, name) do nothing;
update contact_link l set caller_unit = u.id, caller_text = null from unit u
  where u.place = l.place and u.kind = 'group' and u.name = l.caller_text and l.kind in ('groupOrgan', 'groupVillage');
update contact_link l set called_unit = u.id, called_text = null from unit u
  where u.place = l.place and u.kind = 'village' and u.name = l.called_text and l.kind = 'groupVillage';

-- 三进三访: where the deputies went in, and whom they called on.
alter table contact_entry add column went_to text not null default '', add column called_on text not null default '';
