/**
 * What an office had written by the time that it had a schema, by the first migration that can hold it: made-up rows, in
 * the manner of a release that was sent back once, approved in English, ordered and left to the queue.
 */
export const earlierData: Record<string, string> = {
  '0002-accounts': `
    insert into person (id, name, email) values
      ('00000000-0000-7000-8000-000000000001', 'Officer', 'officer@office.example'),
      ('00000000-0000-7000-8000-000000000002', 'Translator', 'translator@office.example'),
      ('00000000-0000-7000-8000-000000000003', 'Reviewer', 'reviewer@office.example');
    insert into person_role (person_id, role, locale) values
      ('00000000-0000-7000-8000-000000000001', 'press-officer', null),
      ('00000000-0000-7000-8000-000000000001', 'publisher', null),
      ('00000000-0000-7000-8000-000000000002', 'translator', 'km'),
      ('00000000-0000-7000-8000-000000000003', 'reviewer', 'en'),
      ('00000000-0000-7000-8000-000000000003', 'reviewer', 'km');
    insert into session (person_id, token, expires_at)
      values ('00000000-0000-7000-8000-000000000001', 'a token', now() + interval '1 day');
    insert into account (person_id, account_id, provider_id, password)
      values ('00000000-0000-7000-8000-000000000001', 'officer', 'credential', 'a hash');
    insert into invitation (id, token_sha256, roles, expires_at)
      values (gen_random_uuid(), sha256('invitation'), '[]', now() + interval '1 day');`,
  '0005-translation': `
    insert into concept (id, kind) values ('00000000-0000-7000-8000-000000000010', 'place');
    insert into term (concept_id, locale, text, status) values
      ('00000000-0000-7000-8000-000000000010', 'en', 'Phnom Penh', 'preferred'),
      ('00000000-0000-7000-8000-000000000010', 'km', 'រាជធានីភ្នំពេញ', 'preferred');
    insert into memory (name, penalty) values ('old.tmx', 10);
    insert into memory_source (source_locale, target_locale, sha256, tokens, grams)
      values ('en', 'km', text_sha256('Phnom Penh'), 2, '{1,2}');
    insert into memory_unit (source_locale, target_locale, source, target, imported_from)
      values ('en', 'km', 'Phnom Penh', 'រាជធានីភ្នំពេញ', 'old.tmx');`,
  '0009-pipeline': `
    insert into release (id, slug, status, locales, created_by) values
      ('00000000-0000-7000-8000-000000000020', 'guests', 'in-progress', '{en,km}', '00000000-0000-7000-8000-000000000001');
    insert into revision (id, release_id, number, kind, title, source, created_by) values
      ('00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000020', 1, 'press-release', 'Guests',
       'Guests. Both sides agreed.', '00000000-0000-7000-8000-000000000001');
    insert into block (id, revision_id, position, type) values
      ('00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000021', 0, 'title');
    insert into segment (id, revision_id, block_id, position, text) values
      ('00000000-0000-7000-8000-000000000023', '00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000022', 0, 'Guests');
    insert into translation (id, revision_id, locale, status) values
      ('00000000-0000-7000-8000-000000000024', '00000000-0000-7000-8000-000000000021', 'en', 'drafted'),
      ('00000000-0000-7000-8000-000000000025', '00000000-0000-7000-8000-000000000021', 'km', 'pending');
    insert into target (translation_id, segment_id, text) values
      ('00000000-0000-7000-8000-000000000024', '00000000-0000-7000-8000-000000000023', 'Guests'),
      ('00000000-0000-7000-8000-000000000025', '00000000-0000-7000-8000-000000000023', '');
    insert into edition (revision_id, locales, name, status) values
      ('00000000-0000-7000-8000-000000000021', '{en}', 'en', 'waiting'),
      ('00000000-0000-7000-8000-000000000021', '{en,km}', 'en+km', 'waiting');
    update translation set status = 'drafted' where status = 'pending';
    update target set text = 'ភ្ញៀវ', edited_by = '00000000-0000-7000-8000-000000000002', edited_at = now() where text = '';
    update translation set status = 'in-review';
    insert into review (translation_id) select id from translation;
    insert into assignment (translation_id, person_id, role)
      select id, '00000000-0000-7000-8000-000000000003', 'reviewer' from translation;
    insert into notification (person_id, review_id, kind, status)
      select '00000000-0000-7000-8000-000000000003', id, 'to-review', 'pending' from review;
    -- Sent back, mended, handed in again: two reviews of one translation.
    update translation set status = 'returned' where locale = 'km';
    update review set closed_at = now(), outcome = 'returned', reason = 'Please mend it', closed_by = '00000000-0000-7000-8000-000000000003'
      where translation_id = '00000000-0000-7000-8000-000000000025';
    update translation set status = 'drafted' where locale = 'km';
    update translation set status = 'in-review' where locale = 'km';
    insert into review (translation_id) values ('00000000-0000-7000-8000-000000000025');
    update translation t set checked_sha256 = content_sha256(t.id);
    insert into approval (translation_id, content_sha256, approved_by) select id, content_sha256(id), '00000000-0000-7000-8000-000000000003'
      from translation where locale = 'en';
    insert into blob (sha256, content) values (sha256('Guests'), 'Guests');
    insert into artifact (edition_id, name, approvals_sha256, media_type, size, sha256)
      select id, 'email.txt', approvals_sha256, 'text/plain', 6, sha256('Guests') from edition where name = 'en';
    update edition set status = 'rendered', subject = 'Guests' where name = 'en';
    insert into mailing_list (id, slug, name) values ('00000000-0000-7000-8000-000000000030', 'press', 'Press');
    insert into subscriber (id, email) values ('00000000-0000-7000-8000-000000000031', 'reader@reader.example');
    insert into subscription (list_id, subscriber_id, locales)
      values ('00000000-0000-7000-8000-000000000030', '00000000-0000-7000-8000-000000000031', '{en}');
    insert into suppression (email, reason) values ('gone@reader.example', 'bounced');
    insert into dispatch (id, release_id, revision_id, status, created_by) values
      ('00000000-0000-7000-8000-000000000032', '00000000-0000-7000-8000-000000000020', '00000000-0000-7000-8000-000000000021', 'pending',
       '00000000-0000-7000-8000-000000000001');
    insert into dispatch_list values ('00000000-0000-7000-8000-000000000032', '00000000-0000-7000-8000-000000000030');
    insert into letter (id, kind, email, locale, status, expires_at)
      select id, 'invitation', 'newcomer@office.example', 'km', 'pending', expires_at from invitation;
    insert into job_failure (job, entity_id, last_error)
      values ('render-edition', '00000000-0000-7000-8000-000000000020', 'no memory');`,
  '0011-comments': `
    insert into comment (translation_id, segment_id, author_id, body) values
      ('00000000-0000-7000-8000-000000000025', '00000000-0000-7000-8000-000000000023', '00000000-0000-7000-8000-000000000003', 'Is it so?');`,
  '0012-api-keys': `
    insert into api_key (person_id, name, prefix, key_sha256)
      values ('00000000-0000-7000-8000-000000000001', 'website', 'bayon_abc', sha256('key'));`,
  '0017-newsroom': `
    insert into publication (edition_id, approvals_sha256, published_by)
      select id, approvals_sha256, '00000000-0000-7000-8000-000000000001' from edition where name = 'en';`,
}
