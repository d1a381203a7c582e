-- A logo of shapes as mail programs can show it: drawn once, when the style is saved.
alter table office_style
  add column logo_picture bytea check (octet_length(logo_picture) <= 400000),
  add check (logo_picture is null or logo_type = 'image/svg+xml');
