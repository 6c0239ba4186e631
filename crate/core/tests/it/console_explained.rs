//! [`corslab::explain_console_message`]: what a line of a console means, in words old and new.

use crate::support::console::{known, verdict};

/// Messages as people reported them: GitHub issues staticfile/static#197, expressjs/cors#36, perma-id/w3id.org#1017,
/// lquixada/cross-fetch#32, leedo/noembed#97, zf-fr/zfr-cors#35, grafana-pathfinder-app#281, build.snapcraft.io#222,
/// socketio/engine.io#9, supabase#20982; Firefox's older ones as MDN has them.
#[test]
fn wordings_of_ten_years() {
    let lines = [
        (
            "XMLHttpRequest cannot load http://api.staticfile.org/v1/popular. No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin 'http://www.staticfile.org' is therefore not allowed access. The response had HTTP status code 502.",
            "chromium server-error response",
        ),
        (
            "XMLHttpRequest cannot load http://localhost:8080/. A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true. Origin 'http://requirebin.com' is therefore not allowed access.",
            "chromium wildcard-with-credentials response",
        ),
        (
            "Failed to load https://w3id.org/cc: Redirect from 'https://w3id.org/cc' to 'https://w3id.org/cc/' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. Origin 'https://localhost:8443' is therefore not allowed access.",
            "chromium wildcard-with-credentials redirect",
        ),
        (
            "Access to XMLHttpRequest at 'http://easy-mock.com/mock/api/banner' from origin 'http://localhost:3000' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: Redirect is not allowed for a preflight request.",
            "chromium preflight-redirect preflight",
        ),
        (
            "Request header field X-CSRF-TOKEN is not allowed by Access-Control-Allow-Headers in preflight response",
            "chromium header-not-allowed preflight",
        ),
        (
            "Response to preflight request doesn't pass access control check: A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true.",
            "chromium wildcard-with-credentials preflight",
        ),
        (
            "XMLHttpRequest cannot load http://a.example/. Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
            "webkit wildcard-with-credentials response",
        ),
        (
            "Failed to load http://api.example/: Response for preflight has invalid HTTP status code 404",
            "chromium preflight-not-handled preflight",
        ),
        (
            "Fetch API cannot load https://api.example/x. Response for preflight is invalid (redirect)",
            "chromium preflight-redirect preflight",
        ),
        (
            "XMLHttpRequest cannot load https://api.example/x. The 'Access-Control-Allow-Origin' header has a value 'http://localhost:3000' that is not equal to the supplied origin. Origin 'http://localhost:4200' is therefore not allowed access.",
            "chromium allow-origin-mismatch response",
        ),
        (
            "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is ''. It must be 'true' to allow credentials. Origin 'http://a.example' is therefore not allowed access.",
            "chromium missing-allow-credentials response",
        ),
        (
            "Access to fetch at 'https://api.example/x' from origin 'null' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.",
            "chromium missing-allow-origin response",
        ),
        (
            "Access to fetch at 'http://localhost:9/' from origin 'https://a.example' has been blocked by CORS policy: Permission was denied for this request to access the `loopback` address space.",
            "chromium - -",
        ),
        (
            "Access to fetch at 'http://192.168.1.1/' from origin 'http://a.example' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space `private`.",
            "chromium - -",
        ),
        (
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/x. (Reason: CORS preflight channel did not succeed).",
            "firefox preflight-status preflight",
        ),
        (
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/x. (Reason: missing token 'content-type' in CORS header 'Access-Control-Allow-Headers' from CORS preflight channel).",
            "firefox header-not-allowed preflight",
        ),
        (
            "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example/x. This can be fixed by moving the resource to the same domain or enabling CORS.",
            "firefox - -",
        ),
        (
            "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin.",
            "webkit missing-allow-origin response",
        ),
        (
            "[Error] Preflight response is not successful. Status code: 403\n[Error] Fetch API cannot load https://raw.githubusercontent.com/x/unstyled.html due to access control checks.\n[Error] Failed to load resource: Preflight response is not successful. Status code: 403 (unstyled.html, line 0)",
            "webkit preflight-status preflight",
        ),
        (
            "[Error] XMLHttpRequest cannot load https://myapps.developer.ubuntu.com/dev/api/acl/. Preflight response is not successful",
            "webkit preflight-status preflight",
        ),
        (
            "Fetch API cannot load https://jhf.supabase.co/auth/v1/logout?scope=global due to access control checks.",
            "webkit - -",
        ),
        ("Uncaught (in promise) TypeError: Failed to fetch", "chromium - -"),
        ("TypeError: NetworkError when attempting to fetch resource.", "firefox - -"),
        ("Unhandled Promise Rejection: TypeError: Load failed", "webkit - -"),
        ("Load failed", "webkit - -"),
    ];
    for (line, expected) in lines {
        assert_eq!(verdict(line), expected, "{line}");
        assert!(known(line).message.len() > 30, "{line}");
    }
}

#[test]
fn what_a_line_names_is_extracted() {
    let redirected = known(
        "Access to fetch at 'https://api2.example.com/data?x=1' (redirected from 'https://api.example.com/data') from origin 'https://app.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin. Have the server send the header with a valid value.",
    );
    assert_eq!(redirected.kind.as_deref(), Some("fetch"));
    assert_eq!(redirected.url.as_deref(), Some("https://api2.example.com/data?x=1"));
    assert_eq!(redirected.redirected_from.as_deref(), Some("https://api.example.com/data"));
    assert_eq!(redirected.origin.as_deref(), Some("https://app.example.com"));
    assert_eq!(redirected.value.as_deref(), Some("https://app.example.com/"));
    assert_eq!(redirected.header.as_deref(), Some("Access-Control-Allow-Origin"));
    assert_eq!(redirected.standard.unwrap().url, "https://fetch.spec.whatwg.org/#concept-cors-check");

    let method = known("Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.");
    assert_eq!(
        (method.method.as_deref(), method.header.as_deref()),
        (Some("PATCH"), Some("Access-Control-Allow-Methods"))
    );
    let header = known(
        "(Reason: header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response)",
    );
    assert_eq!(header.header.as_deref(), Some("x-a"));
    assert_eq!(header.fixes[0].title, "Send Access-Control-Allow-Headers: x-a");

    let webkit = known(
        "Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 503\nXMLHttpRequest cannot load https://b.example/x due to access control checks.",
    );
    assert_eq!(
        (webkit.status, webkit.url.as_deref(), webkit.kind.as_deref()),
        (Some(503), Some("https://b.example/x"), Some("XMLHttpRequest"))
    );

    let slash = known(
        "Access to fetch at 'https://b.example/' from origin 'https://a.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://a.example/' that is not equal to the supplied origin.",
    );
    assert!(slash.message.contains("slash"), "{}", slash.message);
    assert_eq!(slash.fixes[0].title, "Send Access-Control-Allow-Origin: https://a.example");
}

/// Such a line reports the check of the redirect itself (DocumentThreadableLoader.cpp of 2017, WebKit's
/// NetworkLoadChecker.cpp): it is the server that redirects which must let the page's origin in. From GitHub
/// controversial/wikipedia-map#31, yueshuiniao/gank-yueniao#1, rocketshipapps/adblockfast#2, magic-akari/lrc-maker#162.
#[test]
fn a_refused_redirect_is_the_fault_of_who_redirects() {
    let lines = [
        (
            "XMLHttpRequest cannot load https://wikipedia-map.now.sh/pagename?page=dna. Redirect from 'https://wikipedia-map.now.sh/pagename?page=dna' to 'https://zeit.co/controversial/api/eokchmmhgl?redirect=1' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin 'https://luke.deentaylor.com' is therefore not allowed access.",
            "missing-allow-origin",
            Some("https://wikipedia-map.now.sh/pagename?page=dna"),
            "https://luke.deentaylor.com",
        ),
        (
            "Redirect from 'http://gank.io/api/data/%E7%A6%8F%E5%88%A9/10/1' to 'https://gank.io/api/data/%E7%A6%8F%E5%88%A9/10/1' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin 'http://localhost:3000' is therefore not allowed access.",
            "missing-allow-origin",
            Some("http://gank.io/api/data/%E7%A6%8F%E5%88%A9/10/1"),
            "http://localhost:3000",
        ),
        (
            "Failed to load https://w3id.org/cc: Redirect from 'https://w3id.org/cc' to 'https://w3id.org/cc/' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. Origin 'https://localhost:8443' is therefore not allowed access.",
            "wildcard-with-credentials",
            Some("https://w3id.org/cc"),
            "https://localhost:8443",
        ),
        (
            "Redirect from 'https://w3id.org/cc' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin. Origin 'https://localhost:8443' is therefore not allowed access.",
            "allow-origin-mismatch",
            Some("https://w3id.org/cc"),
            "https://localhost:8443",
        ),
        (
            "Cross-origin redirection to https://cdn.jsdelivr.net/npm/react@18.3.1/umd/react.production.min.js denied by Cross-Origin Resource Sharing policy: Origin http://192.168.88.250:2180 is not allowed by Access-Control-Allow-Origin. Status code: 301",
            "missing-allow-origin",
            None,
            "http://192.168.88.250:2180",
        ),
    ];
    for (line, code, url, origin) in lines {
        let told = known(line);
        assert_eq!(told.code.map(|code| code.as_str()), Some(code), "{line}");
        assert_eq!(told.phase.map(|phase| phase.as_str()), Some("redirect"), "{line}");
        assert_eq!((told.url.as_deref(), told.redirected_from.as_deref()), (url, None), "{line}");
        assert_eq!(told.origin.as_deref(), Some(origin), "{line}");
        assert_eq!(told.fixes[0].title, format!("Send Access-Control-Allow-Origin: {origin}"), "{line}");
        assert_eq!((told.fixes[0].target.as_str(), told.fixes[0].hop), ("response", 0), "{line}");
    }
    let scheme = known(
        "Redirect at origin 'https://secure.assets.tumblr.com' has been blocked from loading by Cross-Origin Resource Sharing policy: The request was redirected to a URL ('about:blank') which has a disallowed scheme for cross-origin requests.",
    );
    assert_eq!(scheme.code.map(|code| code.as_str()), Some("redirect-scheme"));
    assert_eq!((scheme.url.as_deref(), scheme.origin), (Some("https://secure.assets.tumblr.com"), None));
    let font = known(
        "Font from origin 'http://cdn.xxx.xxx' has been blocked from loading by Cross-Origin Resource Sharing policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. Origin 'http://ooo.xxx.xxx' is therefore not allowed access.",
    );
    assert_eq!((font.url.as_deref(), font.origin.as_deref()), (Some("http://cdn.xxx.xxx"), Some("http://ooo.xxx.xxx")));
    assert_eq!(
        verdict(
            "Redirect from 'https://a.example/x' to 'https://b.example/y' has been blocked by CORS policy: Request requires preflight, which is disallowed to follow cross-origin redirect."
        ),
        "chromium preflight-redirect preflight"
    );
}

/// `value` is what a server sent, or nothing: never the engine's own words.
#[test]
fn what_no_server_sent_is_no_value() {
    let lines = [
        ("Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin", "chromium resource-policy response"),
        ("Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameSite", "chromium resource-policy response"),
        (
            "Access to script at 'file:///C:/app.js' from origin 'null' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: http, data, isolated-app, chrome-extension, chrome, https, chrome-untrusted.",
            "chromium cors-scheme request",
        ),
        ("GET http://localhost:3000/ net::ERR_CONNECTION_REFUSED", "chromium server-unreachable response"),
        ("Failed to load resource: the server responded with a status of 404 (Not Found)", "chromium - -"),
        (
            "Fetch API cannot load webpack:///src/a.js. URL scheme \"webpack\" is not supported.",
            "chromium cors-scheme request",
        ),
        ("Not allowed to use restricted network port 6000: http://localhost:6000/", "webkit bad-port request"),
        (
            "Access to fetch at 'http://localhost:9/' from origin 'https://a.example' has been blocked by CORS policy: Permission was denied for this request to access the `loopback` address space.",
            "chromium - -",
        ),
    ];
    for (line, expected) in lines {
        assert_eq!(verdict(line), expected, "{line}");
        assert_eq!(known(line).value, None, "{line}");
    }
    let same_site = known("Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameSite");
    assert_eq!(same_site.header.as_deref(), Some("Cross-Origin-Resource-Policy"));
    assert!(same_site.message.contains("\"same-site\""), "{}", same_site.message);
}

/// From GitHub thunderbird/addons-server#82, tabalinas/jssocials#121, mozilla/persona#1845.
#[test]
fn a_font_of_any_name_is_recognised() {
    let lines = [
        (
            "downloadable font: download failed (font-family: \"Open Sans\" style:normal weight:700 stretch:100 src index:2): bad URI or cross-site access not allowed source: https://addons.thunderbird.net/static/css/impala/fonts/OpenSans-Bold.ttf?5014568",
            "https://addons.thunderbird.net/static/css/impala/fonts/OpenSans-Bold.ttf?5014568",
        ),
        (
            "downloadable font: download failed (font-family: \"FontAwesome\" style:normal weight:normal stretch:normal src index:1): status=2147746065 source: https://www.mydomain.com/media/plg_content_jssocials/font-awesome/fonts/fontawesome-webfont.woff2?v=4.6.1",
            "https://www.mydomain.com/media/plg_content_jssocials/font-awesome/fonts/fontawesome-webfont.woff2?v=4.6.1",
        ),
        (
            "Error: downloadable font: download failed \n    (font-family: \"Open Sans\" style:normal weight:300 stretch:normal src index:4): \n    bad URI or cross-site access not allowed\nsource: https://diresworb.org/v/1bf71be111/fonts/OpenSans-Light.ttf\nSource File: https://diresworb.org/v/fb5534092a/production/browserid.css",
            "https://diresworb.org/v/1bf71be111/fonts/OpenSans-Light.ttf",
        ),
    ];
    for (line, url) in lines {
        let told = known(line);
        assert_eq!((told.engine.as_str(), told.code, told.url.as_deref()), ("firefox", None, Some(url)), "{line}");
        assert_eq!((told.value, told.status), (None, None), "{line}");
    }
}

/// From GitHub firebase hosting's `.js` of the wrong type, Vite's `base`, openpitrix/dashboard#213,
/// ffwdme/ffwdme.js#27, openradar-mirror#454, weserv/images#437, and forum posts on `NotSameOrigin`.
#[test]
fn wordings_of_other_rules_than_cors() {
    let lines = [
        (
            "Failed to load module script: Expected a JavaScript module script but the server responded with a MIME type of \"text/html\". Strict MIME type checking is enforced for module scripts per HTML spec.",
            "chromium mime-type response",
            None,
            Some("text/html"),
        ),
        (
            "Failed to load module script: The server responded with a non-JavaScript MIME type of \"application/json\". Strict MIME type checking is enforced for module scripts per HTML spec.",
            "chromium mime-type response",
            None,
            Some("application/json"),
        ),
        (
            "[blocked] The page at https://www.w3.org/TR/aria-in-html/ was not allowed to run insecure content from http://www.w3.org/StyleSheets/TR/W3C-WD.",
            "webkit mixed-content request",
            Some("http://www.w3.org/StyleSheets/TR/W3C-WD"),
            None,
        ),
        (
            "[Warning] [blocked] The page at https://yoyoyojoe.github.io/ was not allowed to display insecure content from http://api.ipstack.com/check?access_key=7. (index.js, line 30)",
            "webkit mixed-content request",
            Some("http://api.ipstack.com/check?access_key=7"),
            None,
        ),
        (
            "Cross-Origin Read Blocking (CORB) blocked cross-origin response https://traefik.io/traefik.logo.png with MIME type text/html. See https://www.chromestatus.com/feature/5629709824032768 for more details.",
            "chromium opaque-response-blocking response",
            Some("https://traefik.io/traefik.logo.png"),
            Some("text/html"),
        ),
        (
            "GET https://wsrv.nl/?url=example.org/noimage.jpg net::ERR_BLOCKED_BY_ORB",
            "chromium opaque-response-blocking response",
            Some("https://wsrv.nl/?url=example.org/noimage.jpg"),
            None,
        ),
        ("(failed)net::ERR_BLOCKED_BY_ORB", "chromium opaque-response-blocking response", None, None),
        (
            "GET http://localhost:3000/api/files/61d2c477.png \nnet::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)",
            "chromium resource-policy response",
            Some("http://localhost:3000/api/files/61d2c477.png"),
            None,
        ),
        (
            "GET https://unpkg.com/@ffmpeg/ffmpeg@0.10.1/dist/ffmpeg.min.js net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep 200",
            "chromium embedder-policy response",
            Some("https://unpkg.com/@ffmpeg/ffmpeg@0.10.1/dist/ffmpeg.min.js"),
            None,
        ),
        ("net::ERR_TOO_MANY_REDIRECTS", "chromium too-many-redirects redirect", None, None),
        (
            "GET http://a.example:6000/ net::ERR_UNSAFE_PORT",
            "chromium bad-port request",
            Some("http://a.example:6000/"),
            None,
        ),
        ("net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS", "chromium - -", None, None),
        (
            "A resource is blocked by OpaqueResponseBlocking, please check browser console for details.",
            "firefox opaque-response-blocking response",
            None,
            None,
        ),
    ];
    for (line, expected, url, value) in lines {
        let told = known(line);
        assert_eq!(verdict(line), expected, "{line}");
        assert_eq!((told.url.as_deref(), told.value.as_deref()), (url, value), "{line}");
        assert_eq!(told.fixes.is_empty(), told.code.is_none(), "{line}");
        assert!(told.message.len() > 30, "{line}");
    }
    let orb = known("GET https://a.example/x.png net::ERR_BLOCKED_BY_ORB").message;
    assert!(!orb.contains("text/html") && orb.contains("HTML"), "what is unknown is not claimed: {orb}");
    let local = known("net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS").message;
    assert!(local.contains("local network"), "{local}");
}
