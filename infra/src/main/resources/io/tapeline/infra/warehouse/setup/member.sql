CALL tapeline.ensure_member('IAMR:${Member}', '${Group}')
