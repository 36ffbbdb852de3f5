"""OneRoster CSV bundles, read into what Lectern knows of a school.

`bundle` opens a folder or zip, `reading` turns its rows into a `Roster` with a problem for each row that
cannot be right. Versions 1.1 and 1.2 of the standard and Microsoft's School Data Sync format are read:
https://www.imsglobal.org/oneroster-v11-final-csv-tables,
https://www.imsglobal.org/spec/oneroster/v1p2. Of demographics only the date of birth is
read; flags, passwords and phone numbers never are.
"""
