-- A rule is named by its process and its key: two processes may call a rule alike (clock.revise of suggestions and of the fund).
-- 'house' holds the rules that every process obeys.
alter table rule add column process text;
-- Where a key belonged to two processes the page showed one of them, the fund or the ledger, and that is what the office set.
update rule set process = case
  when key in ('clock.roll', 'judge.strong') then 'house'
  when key in ('clock.revise', 'clock.screen', 'clock.approve', 'clock.pay', 'clock.build', 'clock.accept', 'clock.evaluate') or key like 'fund.%' then 'fund'
  when key in ('clock.yearReport', 'clock.receipt') then 'ledger'
  when key in ('clock.extract', 'clock.handOver') then 'inspection'
  when key in ('clock.held', 'clock.mend', 'clock.settle') then 'interview'
  when key in ('clock.issue', 'clock.letterReply', 'clock.letterRead') or key like 'ladder.%' then 'letter'
  when key in ('clock.meeting', 'clock.signBook') then 'handover'
  when key like 'clock.key%' then 'key'
  when key like 'clock.award%' then 'award'
  when key like 'topics.%' then 'hotTopic'
  when split_part(key, '.', 1) in ('award', 'concern', 'contact', 'gathering', 'guide', 'hotTopic', 'motion', 'reception', 'research', 'station', 'upper')
    then split_part(key, '.', 1)
  else 'suggestion' end;
alter table rule alter column process set not null;
alter table rule drop constraint rule_pkey;
alter table rule add primary key (place, process, key, valid_from);
