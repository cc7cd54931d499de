-- A city is named in either language, like all that visitors read. Null: its one name does for both.
ALTER TABLE attraction ADD COLUMN city_zh text CHECK (city_zh <> '');
