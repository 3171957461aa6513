-- Whether any deputy judged a published suggestion at all: never who, never how. A stage nobody passed gets no tick.
create function public_judged(m uuid) returns boolean language sql stable security definer set search_path from current as $$
  select exists (select from public_suggestion s join judgement j on j.matter = s.id where s.id = m)
$$;
