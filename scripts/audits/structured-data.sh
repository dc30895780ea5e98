#!/usr/bin/env bash
# structured-data-testing-tool with Google's rules: a ClaimReview on each claim's page that isn't withdrawn, none elsewhere.
set -euo pipefail
site=$1 count=0
for page in "$site"/claims/*/index.html; do
  grep -q '"ClaimReview"' "$page" || { echo "no ClaimReview: $page"; continue; }
  "$AUDIT_BIN/sdtt" --file "$page" --presets Google --schemas ClaimReview >"$page.sdtt" 2>&1 || { cat "$page.sdtt"; exit 1; }
  grep -q 'with 0 warnings' "$page.sdtt" || { cat "$page.sdtt"; exit 1; }
  count=$((count + 1))
done
"$AUDIT_BIN/sdtt" --file "$site/about/index.html" --schemas NewsMediaOrganization >"$site/about.sdtt" 2>&1 ||
  { cat "$site/about.sdtt"; exit 1; }
"$AUDIT_BIN/sdtt" --file "$site/data/index.html" --schemas Dataset >"$site/data.sdtt" 2>&1 ||
  { cat "$site/data.sdtt"; exit 1; }
echo "$count pages with a ClaimReview that passes Google's rules without a warning; publisher and data set too."
