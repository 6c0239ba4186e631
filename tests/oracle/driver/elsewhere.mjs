/** Whether a redirect leads to a URL without a path, which the lines about it then name. @param {object} server */
export const leadsElsewhere = (server) => /"Location","\s*(?:data|about|javascript|mailto|myapp):/i.test(JSON.stringify(server));
