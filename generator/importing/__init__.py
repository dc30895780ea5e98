"""IMPORT: a publisher's archive, as it is found, to draft claims and source documents. Nothing is invented or lost.

    reading       which of these a file is, and its text whatever its encoding
    json_values   the values of a JSON file of any size, one by one; what is broken is passed over and told
    html_values   the JSON-LD and microdata of a page
    loose         text, numbers and addresses from whatever stands where they should
    when          dates in many forms
    record        what every format is read to
    people        who made a claim, who checked it
    rated         a rating in whatever form
    works         documents that a fact-check names
    claimreview   schema.org ClaimReview to records
    factcheck     the Fact Check Tools API's `claims` to records
    table         CSV to records, by a map of its columns
    columns       that map
    ratings       the map of ratings to this publication's verdicts
    existing      what stands in claims/ already, and which of it nobody edited
    files         a record as the text of a claim file; a document as that of a source file
    run           the straight line through all of it

What a value could not be mapped to stays in the file as a comment and in the report. Every claim made here is a draft,
since no archive says what each of its sources shows.
"""
