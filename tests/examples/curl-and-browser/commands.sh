npx corslab check https://api.example.com/items --from https://app.example.com -H 'Authorization: Bearer secret'

npx corslab check --from https://app.example.com --curl "curl https://api.example.com/items -H 'Authorization: Bearer secret'"
